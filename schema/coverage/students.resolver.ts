import { Arg, Args, Ctx, Query, Resolver } from 'type-graphql'
import { demand } from '../../src/access/may.ts'
import type { Basis } from '../../src/coverage/coverage-row.ts'
import { studentCoverage } from '../../src/coverage/students.store.ts'
import { areaNode } from '../areas/area.type.ts'
import type { HubContext } from '../context.ts'
import { BasisEnum } from './coverage.enum.ts'
import { targetShown } from './coverage-node.ts'
import { PlacesOnBordersArgs } from './places.input.ts'
import { StudentCoverage } from './students.type.ts'

@Resolver(() => StudentCoverage)
export class StudentCoverageResolver {
  @Query(() => [StudentCoverage], {
    description:
      'Pupils and students of the areas of one level, a measure of their own: the goal is all of them. Readers who may not see persons are told what offices state.',
  })
  async studentCoverage(
    @Ctx() { actor, em, today }: HubContext,
    @Args(() => PlacesOnBordersArgs) asked: PlacesOnBordersArgs,
    @Arg('basis', () => BasisEnum, {
      nullable: true,
      description: 'What to count from; left out, stated figures where both exist, else the register.',
    })
    basis?: Basis | null,
  ): Promise<StudentCoverage[]> {
    demand(actor, 'READ_FIGURES')
    const asOf = asked.asOf ?? today
    const found = await studentCoverage(actor, em, { ...asked, asOf, basis })
    return found.map((row) => ({
      ...row,
      area: areaNode(row.area, asked.borders ?? asOf),
      target: targetShown(row),
    }))
  }
}
