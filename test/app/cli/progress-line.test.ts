import { expect, test } from 'vitest'
import { progressLine } from '../../../src/app/cli/progress-line.ts'

const READING = { status: 'READING', progress: 0.25, rows: 240_000 }

test('tells rows, rows a second and the time left, in the language asked', () => {
  expect(progressLine(READING, 20, 'vi')).toBe('đang đọc: 240.000 dòng, 12.000 dòng/giây, còn khoảng 1 phút 0 giây')
  expect(progressLine(READING, 20, 'en')).toBe('reading: 240,000 rows, 12,000 rows/s, about 1 min 0 s left')
})

test('promises no time where none is known', () => {
  expect(progressLine({ ...READING, rows: 0, progress: 0 }, 3, 'vi')).toBe('đang đọc')
  expect(progressLine({ ...READING, progress: 0 }, 20, 'en')).toBe('reading: 240,000 rows, 12,000 rows/s')
  expect(progressLine({ ...READING, progress: 0.95 }, 65, 'vi')).toBe('đang kiểm tra: 240.000 dòng, 1 phút 5 giây')
  expect(progressLine({ ...READING, status: 'COMMITTING' }, 65, 'en')).toBe('writing, 1 min 5 s')
})
