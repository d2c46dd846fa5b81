import type { Request } from 'express'
import { type PlainDate, parsePlainDate } from '../../kernel/plain-date.ts'
import { DoorRefusal } from './door-error.ts'

/** The parameters of an address, each at most once and none but those. */
export function parametersOf<Name extends string>(
  request: Request,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> {
  const found: Partial<Record<Name, string>> = {}
  for (const [parameter, value] of Object.entries(request.query)) {
    const name = names.find((known) => known === parameter)
    if (name === undefined)
      throw new DoorRefusal('BAD_USER_INPUT', 'parameter-unknown', { found: parameter, allowed: names.join(', ') })
    if (typeof value !== 'string') throw new DoorRefusal('BAD_USER_INPUT', 'parameter-repeated', { found: parameter })
    found[name] = value
  }
  return found
}

/** The day that a parameter names; null when it is left out. */
export function dayOf(text: string | undefined): PlainDate | null {
  if (text === undefined) return null
  const day = parsePlainDate(text)
  if (day === null) throw new DoorRefusal('BAD_USER_INPUT', 'day-not-readable', { found: text })
  return day
}

/** One of the values that a parameter may have; null when it is left out. */
export function oneOf<Value extends string>(text: string | undefined, allowed: readonly Value[]): Value | null {
  if (text === undefined) return null
  const value = allowed.find((each) => each === text)
  if (value !== undefined) return value
  throw new DoorRefusal('BAD_USER_INPUT', 'parameter-value-unknown', { found: text, allowed: allowed.join(', ') })
}

/** Several of them, separated by commas; none when it is left out. */
export function listOf<Value extends string>(text: string | undefined, allowed: readonly Value[]): Value[] {
  return (text?.split(',') ?? []).flatMap((each) => oneOf(each, allowed) ?? [])
}
