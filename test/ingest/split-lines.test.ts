import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ByteLine, splitLines } from '../../src/ingest/lines/split-lines.ts'

async function* chunksOf(bytes: Uint8Array, sizes: readonly number[]) {
  let from = 0
  for (let turn = 0; from < bytes.length; turn += 1) {
    const until = from + (sizes[turn % sizes.length] ?? 1)
    // The same memory every time, as some streams do.
    yield bytes.slice(from, until)
    from = until
  }
}

async function linesOf(text: string | Uint8Array, sizes: readonly number[] = [3], maxLineBytes?: number) {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const lines: ByteLine[] = []
  for await (const line of splitLines(chunksOf(bytes, sizes), maxLineBytes)) lines.push(line)
  return lines.map(({ line, bytes: found, tooLong }) => [
    line,
    new TextDecoder('utf-8', { ignoreBOM: true }).decode(found),
    tooLong,
  ])
}

describe('splitLines', () => {
  it('splitLines gives the same lines wherever the stream is cut', async () => {
    const text = fc.array(
      fc.string({ unit: 'binary' }).map((line) => line.replace(/[\r\n\uFEFF]/g, '·')),
      { maxLength: 8 },
    )
    await fc.assert(
      fc.asyncProperty(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), async (lines, sizes) => {
        const expected = lines.flatMap((line, index) =>
          line.trim() === '' && !/[^ \t]/.test(line) ? [] : [[index + 1, line, false]],
        )
        const wellFormed = expected.map(([number, line, long]) => [
          number,
          new TextDecoder().decode(new TextEncoder().encode(String(line))),
          long,
        ])
        expect(await linesOf(lines.join('\n'), sizes)).toEqual(wellFormed)
      }),
    )
  })

  it('splitLines takes off a byte order mark and carriage returns, and counts blank lines', async () => {
    expect(await linesOf('\uFEFFa\r\n\r\n  \nb\r\n\uFEFFc', [1])).toEqual([
      [1, 'a', false],
      [4, 'b', false],
      [5, '\uFEFFc', false],
    ])
  })

  it('splitLines gives the last line without a line feed, and none after one', async () => {
    expect(await linesOf('a\nb')).toHaveLength(2)
    expect(await linesOf('a\nb\n')).toHaveLength(2)
    expect(await linesOf('')).toEqual([])
  })

  it.each([[[1]], [[4]], [[100]]])(
    'splitLines lets go of a line above the limit, and reads on behind it (chunks of %o)',
    async (sizes) => {
      const lines = await linesOf(`exactly10!\n${'x'.repeat(500)}\nafter\r\n`, sizes, 10)
      expect(lines.map(([line, , tooLong]) => [line, tooLong])).toEqual([
        [1, false],
        [2, true],
        [3, false],
      ])
      expect(String(lines[1]?.[1]).length).toBeLessThanOrEqual(200)
      expect(lines[2]?.[1]).toBe('after')
    },
  )

  it('splitLines tells of a line of blanks that is too long, for it was not looked at whole', async () => {
    expect(await linesOf(`${' '.repeat(500)}{}\nafter`, [7], 10)).toMatchObject([
      [1, expect.anything(), true],
      [2, 'after', false],
    ])
  })
})
