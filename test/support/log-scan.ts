import { TEST_KEY } from '../app/support/test-key.ts'

/** Digits in a row as names of persons have them: identity card (12, of old 9), insurance (10), card number (2 letters and 13). */
const NUMBER_OF_SOMEBODY = /(?<![\dA-Za-z])(?:\d{9}|\d{10}|\d{12}|[A-Z]{2}\d{13})(?![\dA-Za-z])/g
/** Ids of requests and digests of files are digits by chance. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{64}/g

/** What of a log's text looks like the number of a person: nothing, in a log that names nobody. */
export function numbersOfPersons(text: string): readonly string[] {
  return text.replace(ID, '').match(NUMBER_OF_SOMEBODY) ?? []
}

/** Keys of the hub with their secrets; the part that names a key may stand anywhere. */
export function keysIn(text: string): readonly string[] {
  return text.match(/bpk_[A-Za-z0-9]{12}_[\w-]+/g) ?? (text.includes(TEST_KEY) ? [TEST_KEY] : [])
}
