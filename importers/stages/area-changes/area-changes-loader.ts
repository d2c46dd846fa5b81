import type { Loader } from '../loader.ts'
import { checkChanges } from './check-changes.ts'
import { commitChanges } from './commit-changes.ts'
import { planChanges } from './plan-changes.ts'
import { resolveChanges } from './resolve-changes.ts'
import { withdrawChanges } from './withdraw-changes.ts'

/** Tables of conversion: on a day units end, others begin, and the register learns which continued which. */
export const areaChangesLoader: Loader = {
  working: [
    { name: 'old_id', type: 'integer' },
    { name: 'new_province', type: 'text' },
  ],
  resolve: resolveChanges,
  check: checkChanges,
  plan: planChanges,
  commit: commitChanges,
  withdraw: withdrawChanges,
}
