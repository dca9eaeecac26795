UPDATE versions SET runtime = json_extract(configuration, '$.runtime');
