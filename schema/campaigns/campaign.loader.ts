import DataLoader from 'dataloader'
import type { ProgressWanted, SurveyProgress } from '../../src/campaigns/survey-progress.store.ts'
import { surveyProgress } from '../../src/campaigns/survey-progress.store.ts'
import {
  type ClassificationKey,
  classificationText,
  roundsByIds,
  roundsOfClassifications,
} from '../../src/campaigns/survey-round.store.ts'
import type { SurveyRoundRow } from '../../src/campaigns/survey-round.ts'
import { loaderFamily, mapLoader } from '../loader-family.ts'
import type { Reader } from '../reader.ts'

/** Survey rounds and campaigns with what hangs on them; a fixed number of statements each. */
export function campaignLoaders({ actor, em }: Reader) {
  return {
    roundById: mapLoader<number, SurveyRoundRow | null>((ids) => roundsByIds(actor, em, ids), null),
    progress: loaderFamily<ProgressWanted, number, readonly SurveyProgress[]>(
      (ids, wanted) => surveyProgress(actor, em, ids, wanted),
      [],
    ),
    roundOfClassification: new DataLoader<ClassificationKey, SurveyRoundRow | null, string>(
      async (keys) => {
        const found = await roundsOfClassifications(actor, em, keys)
        return keys.map((key) => found.get(classificationText(key)) ?? null)
      },
      { cacheKeyFn: classificationText },
    ),
  }
}
