import DataLoader from 'dataloader'
import { campaignsByIds, teamsInAreas, teamsOfCampaigns } from '../../src/campaigns/campaign.store.ts'
import type { CampaignRow, TeamRow } from '../../src/campaigns/campaign.ts'
import { type CampaignStanding, type StandingsWanted, standingsOf } from '../../src/campaigns/standings.store.ts'
import type { ProgressWanted, SurveyProgress } from '../../src/campaigns/survey-progress.store.ts'
import { surveyProgress } from '../../src/campaigns/survey-progress.store.ts'
import {
  type ClassificationKey,
  classificationText,
  roundsByIds,
  roundsOfClassifications,
} from '../../src/campaigns/survey-round.store.ts'
import type { SurveyRoundRow } from '../../src/campaigns/survey-round.ts'
import { teamGains } from '../../src/campaigns/team-gains.store.ts'
import type { PlainDate } from '../../src/kernel/plain-date.ts'
import { loaderFamily, mapLoader } from '../loader-family.ts'
import type { Reader } from '../reader.ts'

/** Campaigns and survey rounds with what hangs on them; a fixed number of statements each. */
export function campaignLoaders({ actor, em }: Reader) {
  return {
    byId: mapLoader<number, CampaignRow | null>((ids) => campaignsByIds(actor, em, ids), null),
    teams: mapLoader<number, readonly TeamRow[]>((ids) => teamsOfCampaigns(actor, em, ids), []),
    teamsInArea: loaderFamily<PlainDate, number, readonly TeamRow[]>((ids, on) => teamsInAreas(actor, em, ids, on), []),
    gained: loaderFamily<PlainDate, number, number>((ids, on) => teamGains(actor, em, ids, on), 0),
    standings: loaderFamily<StandingsWanted, number, readonly CampaignStanding[]>(
      (ids, wanted) => standingsOf(actor, em, ids, wanted),
      [],
    ),
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
