/** Loaded first in each server that is measured: it ends with the bench, also when that was killed. Ctrl-C is the bench's to answer. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.on('SIGINT', () => {})
