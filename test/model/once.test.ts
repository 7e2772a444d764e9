import { expect, it } from 'vitest'
import { once } from '../../src/model/once.ts'

it('once makes a thing when it is first asked for, and gives the same one ever after', () => {
  let made = 0
  const thing = once(() => ({ number: ++made }))
  expect(made).toBe(0)
  const first = thing()
  expect(thing()).toBe(first)
  expect(made).toBe(1)
})

it('once makes a thing at the next time where the first one failed', () => {
  let tries = 0
  const thing = once(() => {
    if (++tries === 1) throw new Error('not yet')
    return { tries }
  })
  expect(thing).toThrow('not yet')
  expect(thing()).toEqual({ tries: 2 })
})
