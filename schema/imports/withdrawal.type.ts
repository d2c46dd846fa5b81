import { Field, Int, ObjectType } from 'type-graphql'
import type { Language } from '../../src/access/actor.ts'
import type { BatchRow } from '../../src/batches/batch.store.ts'
import { issueText } from '../../src/kernel/issue-catalogue.ts'

@ObjectType({ simpleResolvers: true, description: 'Why a part of a withdrawn batch is still in the register.' })
export class WithdrawalReason {
  @Field(() => String, { description: 'Slug of the issue catalogue.' })
  code: string

  @Field(() => String, { description: 'The sentence for the officer, in the language asked.' })
  message: string

  @Field(() => Int, { description: 'How many stayed for it.' })
  count: number

  @Field(() => [String], { description: 'Some of them by name.' })
  examples: readonly string[]
}

@ObjectType({ simpleResolvers: true, description: 'What became of all that a withdrawn batch had written.' })
export class BatchWithdrawal {
  @Field(() => Int, { description: 'As it was before the batch.' })
  undone: number

  @Field(() => Int, { description: 'Left, because a later batch wrote or confirmed it; undone with that one.' })
  kept: number

  @Field(() => Int, { description: 'Left, because data of other batches hang on it.' })
  blocked: number

  @Field(() => [WithdrawalReason], { description: 'Why something was left; empty when all is undone.' })
  reasons: readonly WithdrawalReason[]
}

/** The withdrawal in the words of the catalogue; null for a batch that was not withdrawn. */
export function withdrawalNode(withdrawal: BatchRow['withdrawal'], language: Language): BatchWithdrawal | null {
  if (withdrawal === null) return null
  const reasons = withdrawal.reasons.map((reason) => ({
    ...reason,
    message: issueText({ code: reason.code, args: {} }, language).message,
  }))
  return { ...withdrawal, reasons }
}
