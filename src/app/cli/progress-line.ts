import type { Language } from '../../access/actor.ts'

/** How far a batch is, as the hub says it. */
export interface BatchProgress {
  readonly status: string
  /** Of the reading, 0–1, from the file's size: an estimate. */
  readonly progress: number
  readonly rows: number
}

/** From here on the rows are in and are being checked; how long that takes is not known. */
const ROWS_ARE_IN = 0.95

/** What somebody at a terminal reads while a file is under way: rows, rows a second, time left. */
export function progressLine({ status, progress, rows }: BatchProgress, seconds: number, language: Language): string {
  const words = WORDS[language]
  const number = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 0 })
  if (status === 'COMMITTING') return `${words.committing}, ${duration(seconds, language)}`
  if (rows === 0 || seconds <= 0) return words.reading
  const soFar = `${number.format(rows)} ${words.rows}`
  if (progress >= ROWS_ARE_IN) return `${words.checking}: ${soFar}, ${duration(seconds, language)}`
  const rate = `${number.format(rows / seconds)} ${words.rate}`
  if (progress <= 0) return `${words.reading}: ${soFar}, ${rate}`
  const left = duration((seconds * (1 - progress)) / progress, language)
  return `${words.reading}: ${soFar}, ${rate}, ${words.left(left)}`
}

const WORDS = {
  vi: {
    reading: 'đang đọc',
    checking: 'đang kiểm tra',
    committing: 'đang ghi',
    rows: 'dòng',
    rate: 'dòng/giây',
    left: (time: string) => `còn khoảng ${time}`,
  },
  en: {
    reading: 'reading',
    checking: 'checking',
    committing: 'writing',
    rows: 'rows',
    rate: 'rows/s',
    left: (time: string) => `about ${time} left`,
  },
} as const

function duration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds))
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60]
  if (language === 'vi') return minutes > 0 ? `${minutes} phút ${rest} giây` : `${rest} giây`
  return minutes > 0 ? `${minutes} min ${rest} s` : `${rest} s`
}
