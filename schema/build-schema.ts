// First: type-graphql's decorators look for it when their modules are loaded.
import 'reflect-metadata'
import { GraphQLEnumType, GraphQLSchema } from 'graphql'
import { buildSchemaSync, type PubSub } from 'type-graphql'
import { AccountResolver } from './accounts/account.resolver.ts'
import { AreaResolver } from './areas/area.resolver.ts'
import { CampaignResolver, OutreachTeamResolver } from './campaigns/campaign.resolver.ts'
import { DoorListResolver } from './campaigns/door-list.resolver.ts'
import { ClassificationRoundResolver, SurveyRoundResolver } from './campaigns/survey-round.resolver.ts'
import { AreaFiguresResolver } from './coverage/area-figures.resolver.ts'
import { TwoBasesResolver } from './coverage/bases.resolver.ts'
import { CoverageResolver, FigureSourceResolver } from './coverage/coverage.resolver.ts'
import { HouseholdBreakdownResolver } from './coverage/household-breakdown.resolver.ts'
import { StudentCoverageResolver } from './coverage/students.resolver.ts'
import { CoverageTimeResolver } from './coverage/time.resolver.ts'
import { callResolversDirectly } from './direct-resolvers.ts'
import { HouseholdResolver } from './households/household.resolver.ts'
import { PersonResolver } from './households/person.resolver.ts'
import { ROW_OUTCOME_TEXTS } from './imports/batch.enum.ts'
import { ImportBatchResolver } from './imports/batch.resolver.ts'
import { BatchMatchesResolver, DoubtfulMatchResolver } from './imports/match.resolver.ts'
import { ImportProgressResolver } from './imports/progress.resolver.ts'
import { ApiKeyResolver } from './keys/key.resolver.ts'
import { MeResolver } from './keys/me.resolver.ts'
import { NodeResolver } from './node.resolver.ts'
import { PersonRequestResolver } from './privacy/person-request.resolver.ts'
import { keepToDisclosed } from './segments/disclosed.ts'
import { SegmentResolver } from './segments/segment.resolver.ts'
import { AreaTargetsResolver, TargetResolver } from './targets/target.resolver.ts'

/** type-graphql asks for one; our subscription brings its own events and has no topics. */
const NO_TOPICS: PubSub = {
  publish: () => {
    throw new Error('there are no topics')
  },
  subscribe: () => {
    throw new Error('there are no topics')
  },
}

/** The served schema. Inputs are checked by their GraphQL types and by the rooms below, not by decorators. */
export function buildHubSchema(): GraphQLSchema {
  const built = buildSchemaSync({
    resolvers: [
      NodeResolver,
      AreaResolver,
      AreaFiguresResolver,
      CoverageResolver,
      FigureSourceResolver,
      CoverageTimeResolver,
      StudentCoverageResolver,
      HouseholdBreakdownResolver,
      TwoBasesResolver,
      HouseholdResolver,
      PersonResolver,
      TargetResolver,
      AreaTargetsResolver,
      CampaignResolver,
      OutreachTeamResolver,
      DoorListResolver,
      SurveyRoundResolver,
      ClassificationRoundResolver,
      ImportBatchResolver,
      BatchMatchesResolver,
      DoubtfulMatchResolver,
      ImportProgressResolver,
      ApiKeyResolver,
      MeResolver,
      AccountResolver,
      PersonRequestResolver,
      SegmentResolver,
    ],
    validate: false,
    pubSub: NO_TOPICS,
  })
  const config = built.toConfig()
  const served = new GraphQLSchema({ ...config, types: [...config.types, rowOutcome()] })
  return keepToDisclosed(callResolversDirectly(served))
}

function rowOutcome(): GraphQLEnumType {
  const values = Object.entries(ROW_OUTCOME_TEXTS).map(([value, description]) => [value, { value, description }])
  return new GraphQLEnumType({
    name: 'RowOutcome',
    description: 'What became of a row.',
    values: Object.fromEntries(values),
  })
}
