import { describe, expect, it } from 'vitest'
import { examplePatch } from '../../../src/cli/quarantine/example-patch.ts'

const TITLE = { type: 'title', id: 'ttl_1', name: { en: '' }, ratings: [{ territory: 'DE', label: 'x' }] }
const ASSET = {
  ...{ type: 'asset', id: 'ast_1', name: {}, durationMs: -1, tags: ['a', 'b'] },
  renditions: [{ type: 'mp4', url: 'http://x.example/1.mp4' }],
  ratings: [{ territory: 'DE', label: 'FSK 99' }],
}
const found = (path: string, value = '', severity: 'error' | 'warning' = 'error') => ({
  ...{ item: '1', line: 1, path, value, severity, rule: 'r', hint: 'h' },
})

describe('the example of a patch', () => {
  it.each([
    ['a field of a record', [found('durationMs', '-1')], { ast_1: { durationMs: 30_000 } }],
    ['a member, as a nested patch', [found('name.en')], { ttl_1: { name: { en: '…' } } }],
    [
      'an entry of a list, as the whole list',
      [found('renditions.0.url', 'http://x.example/1.mp4')],
      { ast_1: { renditions: [{ type: 'mp4', url: '…' }] } },
    ],
    ['an entry that is a text', [found('tags.1', 'b')], { ast_1: { tags: ['a', '…'] } }],
    [
      'a field that both records have, in the one with the value',
      [found('ratings.0.label', 'FSK 99')],
      { ast_1: { ratings: [{ territory: 'DE', label: '…' }] } },
    ],
    ['an error behind a warning', [found('tags', '', 'warning'), found('poster')], { ast_1: { poster: '…' } }],
    ['a place in the source', [found('media:content/@duration')], { ast_1: { durationMs: 30_000 } }],
  ])('the example of a patch is about what is wrong: %s', (_what, findings, patch) => {
    expect(examplePatch({ drafts: [TITLE, ASSET], findings })).toEqual(patch)
  })

  it('an item without any record has an example too', () => {
    expect(examplePatch({ drafts: [], findings: [found('guid')] })).toEqual({ 'ttl_…': { name: { en: '…' } } })
  })
})
