import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type RequestHandler, Router } from 'express'
import type { PagesProvider, SignIn } from '../sign-in/sign-in.ts'

/** Where `npm run build` puts the officers' pages, beside this program. */
export const BUILT_PAGES = fileURLToPath(new URL('../pages', import.meta.url))

/**
 * Their scripts, styles and pictures come from this hub and from nowhere else, and nothing is written into a page as text. The
 * one other place that they may ask is the provider's, which gives tokens.
 */
function policy(provider: PagesProvider | null): string {
  const connect = ["'self'", ...(provider === null ? [] : [new URL(provider.tokenEndpoint).origin])]
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src ${connect.join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')
}

/**
 * The officers' pages at `/` for whoever asks for a page, and what they are made of at `/assets`. They hold no data and need
 * no key; everything they show they ask for at the other doors. Where they were not built the next door answers.
 */
export function pages(directory: string, signIn: SignIn | null): RequestHandler {
  if (!existsSync(join(directory, 'index.html'))) return (_request, _response, next) => next()
  const router = Router()
  router.get('/', async (request, response, next) => {
    if (request.accepts('json', 'html') !== 'html') return next()
    // While the provider is away nobody signs in; the pages still open for whoever has a key.
    const provider = await signIn?.forPages().catch(() => null)
    response.setHeader('Content-Security-Policy', policy(provider ?? null))
    response.sendFile('index.html', { root: directory, cacheControl: false, etag: false, lastModified: false })
  })
  // Their names change with their content, so that a browser may keep them for good.
  const assets = { etag: false, lastModified: false, index: false, redirect: false } as const
  router.use(
    '/assets',
    express.static(join(directory, 'assets'), {
      ...assets,
      setHeaders: (response) => response.setHeader('Cache-Control', 'public, max-age=31536000, immutable'),
    }),
  )
  return router
}
