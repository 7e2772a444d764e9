import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ReadList, withHeard, withoutPacked, withWhole } from '../../../src/edge/residence/lists/kept-lists.ts'
import { takedownList } from '../publish.ts'

/** What holds beside each other when lists come in any order, and their packed parts come or do not. */
const list = (
  sequence: number,
  targets: readonly string[],
  sha256: string,
  packed: string | null = null,
): ReadList => ({
  list: {
    ...takedownList(
      'dach',
      sequence,
      targets.map((target) => ({ id: `tkd_${target}`, target })),
    ),
    createdAt: '2026-11-22T12:00:00Z',
  },
  sha256,
  packed: packed === null ? null : { sha256: packed, denies: [] },
  isWhole: false,
})
const denied = (kept: readonly ReadList[]): ReadonlySet<string> =>
  new Set(kept.flatMap((each) => each.list.entries.map(({ target }) => target)))
const comes = (kept: readonly ReadList[], read: ReadList, isReadable: boolean): readonly ReadList[] => {
  const heard = withHeard(kept, read)
  return isReadable ? withWhole(heard, read) : heard
}

const target = fc.constantFrom('a', 'b', 'c', 'd', 'e')
/** Each next list has the same number as the one before, or a higher one. */
const coming = fc.array(
  fc.record({ step: fc.constantFrom(0, 1, 1, 3), targets: fc.uniqueArray(target), isReadable: fc.boolean() }),
  { maxLength: 12 },
)

describe('lists that hold beside each other', () => {
  it('kept lists say all that was said since the last whole one, and nothing that a later whole one let go of', () => {
    fc.assert(
      fc.property(coming, (steps) => {
        let kept: readonly ReadList[] = []
        let expected: { readonly sequence: number; readonly targets: readonly string[] }[] = []
        let sequence = 1
        for (const [at, { step, targets, isReadable }] of steps.entries()) {
          sequence += step
          kept = comes(kept, list(sequence, targets, `sha ${at}`), isReadable)
          if (isReadable) expected = expected.filter((each) => each.sequence >= sequence)
          expected.push({ sequence, targets })
          expect([...denied(kept)].sort()).toEqual([...new Set(expected.flatMap((each) => each.targets))].sort())
        }
      }),
    )
  })

  it('kept lists are few, however many come whose packed part cannot be read, and then none is whole', () => {
    let kept = comes([], list(1, ['a'], 'whole'), true)
    for (let sequence = 2; sequence < 200; sequence++) {
      kept = comes(kept, list(sequence, [`only in ${sequence}`], `sha ${sequence}`), false)
      expect(kept.length).toBeLessThanOrEqual(16)
    }
    expect(kept.some(({ isWhole }) => isWhole)).toBe(false)
  })

  it('kept lists are one where each says what the one before it said', () => {
    let kept: readonly ReadList[] = []
    const targets: string[] = []
    for (let sequence = 1; sequence < 50; sequence++) {
      targets.push(`ast_${sequence}`)
      kept = comes(kept, list(sequence, targets, `sha ${sequence}`), false)
    }
    expect(kept).toHaveLength(1)
  })

  it('two lists of one number are both kept where their packed parts differ, until a higher number comes whole', () => {
    const first = comes([], list(5, ['a'], 'one', 'part one'), true)
    const both = comes(first, list(5, ['a'], 'two', 'part two'), true)
    expect(both.map(({ packed }) => packed?.sha256)).toEqual(['part one', 'part two'])
    expect(comes(both, list(6, [], 'three'), false)).toHaveLength(3)
    expect(comes(both, list(6, [], 'three'), true)).toHaveLength(1)
  })

  it('kept lists stay when their packed parts are dropped, and are not whole then', () => {
    const kept = comes([], list(5, ['a'], 'one', 'part'), true)
    expect(withoutPacked(kept)).toEqual([{ ...list(5, ['a'], 'one'), isWhole: false }])
  })
})
