import { expect, it } from 'vitest'
import { GATE_REASONS } from '../../../src/model/nouns/reason.ts'
import { workedExamples } from '../matrix/worked-examples.ts'
import { refusals } from './oracle.ts'
import { autoplayFor } from './oracle-autoplay.ts'

it.each(workedExamples)(
  'the oracle makes of the rules what their author expects: $file: $name',
  ({ context, candidate, title, verdict, autoplay }) => {
    const beside = context.inView ? title.id : null
    const found = refusals({ context, denies: [], shown: [], beside, titles: [title] }, candidate)
    expect(GATE_REASONS.find((reason) => found.has(reason)) ?? 'allow').toBe(verdict)
    expect(found.size === 0 ? autoplayFor(context, candidate) : null).toBe(autoplay)
  },
)
