/** Where a reader is. Addresses stand behind `#`, so that no id, code or name reaches a server or its log of addresses. */
export interface Route {
  /** `imports`, `coverage`, `campaigns`, `access`: the first part of the path. */
  readonly page: string
  /** The rest of the path: a batch's id, an area's code. */
  readonly rest: readonly string[]
  readonly query: Readonly<Record<string, string>>
}

export const HOME: Route = { page: 'imports', rest: [], query: {} }

/** `#/coverage/215?day=2017-09-30` */
export function routeOf(hash: string): Route {
  const [path = '', search = ''] = hash.replace(/^#\/?/, '').split('?')
  const [page, ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded)
  return page === undefined ? HOME : { page, rest, query: Object.fromEntries(new URLSearchParams(search)) }
}

/** The address of a route; empty values are left out, so that one view has one address. */
export function addressOf(page: string, rest: readonly string[] = [], query: Route['query'] = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString()
  const path = [page, ...rest].map(encodeURIComponent).join('/')
  return `#/${path}${search === '' ? '' : `?${search}`}`
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
