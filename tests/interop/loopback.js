// Preloaded into webmention-testpinger: its server listens on every address of the machine; here on loopback alone.
const net = require('net');
const listen = net.Server.prototype.listen;
net.Server.prototype.listen = function (port, ...rest) {
  return listen.call(this, port, '127.0.0.1', ...rest);
};
