import type { RequestHandler } from 'express'
import { ProviderAway } from '../sign-in/kept-document.ts'
import type { SignIn } from '../sign-in/sign-in.ts'
import { DoorRefusal } from './door-error.ts'

/**
 * `GET /sign-in`: where and as which client one signs in, for the officers' pages; `provider` is null where there are keys
 * only. Nothing of it is secret: every browser that signs in is sent there.
 */
export function signInRoute(signIn: SignIn | null): RequestHandler {
  return async (_request, response) => {
    try {
      response.json({ provider: (await signIn?.forPages()) ?? null })
    } catch (error) {
      throw error instanceof ProviderAway ? new DoorRefusal('NOT_READY', 'provider-away') : error
    }
  }
}
