import { BadRequest } from '../../src/kernel/page.ts'

/** The slug with which the work was refused; another error as text. */
export async function reason(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => new Error('nothing was refused'),
    (refusal: unknown) => refusal,
  )
  return error instanceof BadRequest ? error.reason : String(error)
}
