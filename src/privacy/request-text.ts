import { BadRequest } from '../kernel/page.ts'
import { clean } from '../kernel/vietnamese-text.ts'

const LONGEST = 500
/** Numbers of persons: twelve or nine digits of an identity card, ten of the insurance, and what a card's number ends with. */
const NUMBER_OF_SOMEBODY = /\d{9}/

/** What texts of a request are, besides `contact`: kept with it for years, and so they name nobody by a number. */
type TextName = 'reference' | 'asked' | 'contact' | 'reason' | 'ground' | 'done'

/** A text without what surrounds it, null when nothing is left. Throws `BadRequest`: `request-text-too-long`, `request-text-names`. */
export function textOf(name: TextName, text: string | null | undefined): string | null {
  const said = clean(text ?? '')
  if (said.length > LONGEST)
    throw new BadRequest('request-text-too-long', `${name} is too long`, { name, most: LONGEST })
  if (name !== 'contact' && NUMBER_OF_SOMEBODY.test(said))
    throw new BadRequest('request-text-names', `${name} holds a number of somebody`, { name })
  return said === '' ? null : said
}

/** The same for a text that has to be there. Throws `BadRequest` `request-text-missing`. */
export function requiredText(name: TextName, text: string | null | undefined): string {
  const said = textOf(name, text)
  if (said === null) throw new BadRequest('request-text-missing', `${name} is missing`, { name })
  return said
}
