import type { DeclaredDays } from '../../src/kernel/working-day.ts'

/** What was declared for civil servants in 2026: New Year, Tết (16–20/2), 27/4 for the Hùng Kings' day, 31/8 and 1/9. */
export const DECLARED_2026: DeclaredDays = {
  rested: new Set([
    ...['2026-01-02', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
    ...['2026-04-27', '2026-08-31', '2026-09-01'],
  ]),
  worked: new Set(['2026-01-10', '2026-08-22']),
}
