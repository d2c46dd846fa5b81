import type { Language } from './word.ts'

const LOCALES = { vi: 'vi-VN', en: 'en-GB' } as const
const DASH = '–'

/** Numbers and days as the reader's language writes them; what is not known is a dash. */
export interface Figures {
  count(value: number | null | undefined): string
  /** A ratio 0–1 with one decimal: 94,8%. */
  percent(ratio: number | null | undefined): string
  /** With its sign: +0,8. */
  signed(value: number | null | undefined, digits?: number): string
  /** A day YYYY-MM-DD as 30/09/2017. */
  day(day: string | null | undefined): string
  /** A moment on the reader's clock. */
  moment(moment: string | null | undefined): string
}

export function figuresIn(language: Language): Figures {
  const locale = LOCALES[language]
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  })
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' })
  const known = <Value>(value: Value | null | undefined, write: (value: Value) => string): string =>
    value === null || value === undefined ? DASH : write(value)
  return {
    count: (value) => known(value, (number) => whole.format(number)),
    percent: (ratio) => known(ratio, (number) => percent.format(number)),
    signed: (value, digits = 0) =>
      known(value, (number) =>
        new Intl.NumberFormat(locale, {
          signDisplay: 'exceptZero',
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }).format(number),
      ),
    day: (day) => known(day, (text) => text.split('-').reverse().join('/')),
    moment: (text) => known(text, (value) => moment.format(new Date(value))),
  }
}
