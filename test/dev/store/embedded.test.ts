import { describe, expect, it } from 'vitest'
import { checkPermission } from '../../../src/dev/store/door-tokens.ts'
import { openStore } from '../../../src/dev/store/open-store.ts'
import { storeContract } from './contract.ts'

storeContract('the embedded store', () => openStore({ directory: null }))

describe('a scan of the embedded store', () => {
  const page = async (cursor: string, store: Awaited<ReturnType<typeof openStore>>) =>
    (await store.execute(['SSCAN', 's', cursor, 'COUNT', '2'])) as [string, string[]]

  it('a scan starts over at a spent cursor, so that a page whose answer was lost is not skipped', async () => {
    const store = await openStore({ directory: null })
    await store.execute(['SADD', 's', 'a', 'b', 'c', 'd', 'e'])
    const [cursor] = await page('0', store)
    expect((await page(cursor, store))[1]).toEqual(['c', 'd'])
    expect((await page(cursor, store))[1]).toEqual(['a', 'b'])
  })

  it('a scan starts over when the key was replaced meanwhile', async () => {
    const store = await openStore({ directory: null })
    await store.execute(['SADD', 's', 'a', 'b', 'c'])
    const [cursor] = await page('0', store)
    await store.execute(['SADD', 'other', 'x', 'y', 'z'])
    await store.execute(['RENAME', 'other', 's'])
    expect((await page(cursor, store))[1]).toEqual(['x', 'y'])
  })
})

it('checkPermission refuses a restricted token what names no key at all, even an allowed command', () => {
  const token = { token: 'x', allow: { commands: ['SCAN'], keyPrefix: 'profile:' } }
  expect(() => checkPermission(token, ['SCAN', '0'])).toThrow('NOPERM')
})
