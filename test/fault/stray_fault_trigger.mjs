// Loaded before a program, so that a test may make it meet a fault that no request waits for.
process.on('SIGUSR2', () => {
  Promise.reject(new TypeError('stray words of claire.martin@example.test'));
});
process.on('SIGHUP', () => {
  throw new RangeError('stray words of claire.martin@example.test');
});
