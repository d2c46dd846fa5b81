/**
 * Lets this process go on when whoever reads its output goes away, as `head` does: what it still writes goes nowhere, and it leaves
 * with the exit code of its work. Gives a signal that tells when nobody reads standard output any more. Every other failure to
 * write ends the process, as ever.
 */
export function outliveReaders(): AbortSignal {
  const gone = new AbortController()
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error
      if (stream === process.stdout) gone.abort()
    })
  return gone.signal
}
