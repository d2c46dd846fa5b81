import type { Request, Response } from 'express'

/** How long a refused sender may go on sending, so that it reads the answer instead of a broken connection, in ms. */
const LINGER_MS = 2_000

/** Takes what is still sent to a request that was refused, for a while, and forgets it. */
export function letTheRestGo(request: Request, response: Response): void {
  if (request.complete) return
  response.setHeader('Connection', 'close')
  request.resume()
  response.once('finish', () => {
    const end = setTimeout(() => request.socket.destroy(), LINGER_MS)
    request.socket.once('close', () => clearTimeout(end))
  })
}
