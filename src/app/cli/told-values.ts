import type { Language } from '../../access/actor.ts'
import { GLOSSARY } from '../../kernel/glossary.ts'
import { formatVietnamese, type PlainDate } from '../../kernel/plain-date.ts'
import { vietnamDay } from '../../kernel/vietnam-day.ts'

/** How a terminal says the value of an enum: the officers' word of the glossary, or in English the value as words. */
export function valueWord(name: string, value: string, language: Language): string {
  if (language === 'vi') return GLOSSARY[`${name}.${value}`]?.vi ?? value
  return value.toLowerCase().replaceAll('_', ' ')
}

/** A day as people of that language write it: 30/9/2017, 2017-09-30. */
export function dayText(day: PlainDate, language: Language): string {
  return language === 'vi' ? formatVietnamese(day) : day
}

/** The day in Vietnam of a moment that the hub told. */
export function momentText(moment: string, language: Language): string {
  return dayText(vietnamDay(new Date(moment)), language)
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit' })

/** The moment on the clock and the calendar of Vietnam: 15:30 30/9/2017. */
export function clockText(moment: string, language: Language): string {
  return `${CLOCK.format(new Date(moment))} ${momentText(moment, language)}`
}
