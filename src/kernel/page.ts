/** One page of a keyset-paged list (Relay connections): `after` is the cursor of the last row that the client has. */
export interface Page<Row, Total = number> {
  readonly rows: readonly Row[]
  /** The cursor of each row, in the rows' order. */
  readonly cursors: readonly string[]
  readonly hasNextPage: boolean
  readonly totalCount: Total
}

/** The total of a list that counts its matches where that is asked: else null. */
export type TotalIfAsked = number | null

export interface PageRequest {
  /** Rows asked, 1–100; 50 when left out. */
  readonly first?: number | null
  readonly after?: string | null
}

/** A page of a list whose matches are dear to count. */
export interface CountingRequest extends PageRequest {
  /** Whether the total is asked; left out, it is. */
  readonly counts?: boolean
}

export const DEFAULT_PAGE = 50
export const LARGEST_PAGE = 100

/** The request is the client's mistake: answered with `BAD_USER_INPUT`, never masked. */
export class BadRequest extends Error {
  /** Slug of what is wrong, for programs: `cursor-not-readable`. */
  readonly reason: string
  /** What the sentence of that reason names, so that a door can tell it in the reader's language. */
  readonly args: Readonly<Record<string, string | number>>

  constructor(reason: string, message: string, args: Readonly<Record<string, string | number>> = {}) {
    super(message)
    this.name = 'BadRequest'
    this.reason = reason
    this.args = args
  }
}

/** The number of rows to give. Throws `BadRequest` outside 1–100. */
export function pageSize(request: PageRequest): number {
  const first = request.first ?? DEFAULT_PAGE
  if (!Number.isInteger(first) || first < 1 || first > LARGEST_PAGE) {
    throw new BadRequest('first-out-of-range', `first must be 1 to ${LARGEST_PAGE}, found ${first}`)
  }
  return first
}

export type CursorKey = readonly (string | number | null)[]

/** A cursor is the sort key of its row: stable while rows come and go. */
export function encodeCursor(key: CursorKey): string {
  return Buffer.from(JSON.stringify(key), 'utf8').toString('base64url')
}

/** What a part of a sort key is. INT: four bytes · ID: an id or a number as large as one · VALUE: a number, null where there is none. */
export type CursorPart = 'TEXT' | 'INT' | 'ID' | 'VALUE'

const IS_PART: Readonly<Record<CursorPart, (part: unknown) => boolean>> = {
  // PostgreSQL has no texts with a NUL.
  TEXT: (part) => typeof part === 'string' && !part.includes('\0'),
  INT: (part) => Number.isInteger(part) && part === (Number(part) | 0),
  ID: (part) => Number.isSafeInteger(part),
  VALUE: (part) => part === null || typeof part === 'number',
}

/**
 * The sort key in a cursor, null when there is no cursor. Throws `BadRequest` unless it has these parts: whatever it is then, the
 * database can compare with it.
 */
export function decodeCursor(cursor: string | null | undefined, parts: readonly CursorPart[]): CursorKey | null {
  if (cursor === null || cursor === undefined) return null
  const key = parseJson(Buffer.from(cursor, 'base64url').toString('utf8'))
  if (!Array.isArray(key) || key.length !== parts.length || !parts.every((part, at) => IS_PART[part](key[at])))
    throw new BadRequest('cursor-not-readable', 'after is not a cursor of this list')
  return key
}

/** Cuts the page from rows that were read with `limit first + 1`. */
export function cutPage<Row, Total>(
  found: readonly Row[],
  first: number,
  totalCount: Total,
  key: (row: Row) => CursorKey,
): Page<Row, Total> {
  const cut = found.slice(0, first)
  return { rows: cut, cursors: cut.map((row) => encodeCursor(key(row))), hasNextPage: found.length > first, totalCount }
}

/** A row of a statement that counts and pages in one pass, where it counts: the whole count stands beside each. */
export type Counted<Row> = Row & { readonly totalCount: TotalIfAsked }

/**
 * Cuts the page from such rows. A counted page without rows is one row of nothing but the count: `key` says so by null in its last
 * part.
 */
export function cutCounted<Row>(
  found: readonly Counted<Row>[],
  first: number,
  key: (row: Row) => CursorKey,
): Page<Counted<Row>, TotalIfAsked> {
  const listed = found.filter((row) => key(row).at(-1) !== null)
  return cutPage(listed, first, found[0]?.totalCount ?? null, key)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
