// Preloaded into each process of the local stack: when whoever started it is gone, even by SIGKILL, it stops too.
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
