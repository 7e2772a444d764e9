import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ACT_REGISTRY } from '../../src/console/acts/console-acts.ts'
import { ACTS, SCRIPT, STYLES } from '../../src/console/generated/console-client.ts'

/** What an edge sends of it, in bytes. */
const packedBytes = (text: string) => gzipSync(text, { level: 9 }).byteLength

describe('what every page of the console loads', () => {
  it.each([
    ['script', SCRIPT, 15_000],
    ['style', STYLES, 8_000],
  ])('the %s costs at most its share, compressed', (_, text, mostBytes) => {
    expect(packedBytes(text)).toBeLessThanOrEqual(mostBytes)
  })

  it('the acts come as a file of their own, whole, and the script carries none of them', () => {
    expect(JSON.parse(ACTS)).toEqual(JSON.parse(JSON.stringify(ACT_REGISTRY)))
    for (const { page } of Object.values(ACT_REGISTRY.acts)) expect(SCRIPT).not.toContain(page)
  })
})
