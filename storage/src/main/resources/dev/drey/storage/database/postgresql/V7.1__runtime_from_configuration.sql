UPDATE versions SET runtime = CAST(configuration AS json) ->> 'runtime';
