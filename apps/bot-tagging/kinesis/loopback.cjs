// Loaded before kinesis-local, which would listen on every address of the machine and cannot be told otherwise.
const { Server } = require('node:net');

const listen = Server.prototype.listen;

Server.prototype.listen = function (...args) {
  const callback = args.find((each) => typeof each === 'function');
  const options = typeof args[0] === 'object' ? args[0] : { port: args[0] };
  const onLoopback = { ...options, host: '127.0.0.1' };
  return callback ? listen.call(this, onLoopback, callback) : listen.call(this, onLoopback);
};

// Ends with whoever started it, when the pipe to it does; one byte through it, and it runs on.
let kept = false;
process.stdin.on('data', () => (kept = true));
process.stdin.on('end', () => kept || process.exit(0));
