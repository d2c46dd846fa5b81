import type { Loader } from '../loader.ts'
import { checkAreas } from './check-areas.ts'
import { commitAreas } from './commit-areas.ts'
import { planAreas } from './plan-areas.ts'
import { resolveAreas } from './resolve-areas.ts'
import { withdrawAreas } from './withdraw-areas.ts'

/** Lists of administrative units as they stand on a day: units appear, are renamed, move, end. */
export const areasLoader: Loader = {
  working: [
    { name: 'province_resolved', type: 'text' },
    { name: 'district_resolved', type: 'text' },
  ],
  resolve: resolveAreas,
  check: checkAreas,
  plan: planAreas,
  commit: commitAreas,
  withdraw: withdrawAreas,
}
