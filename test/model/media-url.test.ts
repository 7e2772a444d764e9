import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mediaUrl, readMediaUrl } from '../../src/model/fields/media-url.ts'

describe('a media URL', () => {
  it.each([
    ['https://media.example.com/a/b.mp4', 'https://media.example.com/a/b.mp4'],
    ['/media/x.mp4', '/media/x.mp4'],
    ['/@north/x.mp4?v=1', '/@north/x.mp4?v=1'],
    ['/@north/a/../x.mp4', '/@north/x.mp4'],
    ['https://MEDIA.Example.com:443/x', 'https://media.example.com/x'],
    ['https://media.example.com', 'https://media.example.com/'],
    ['https://media.example.com:8443/x?sig=a%2Fb&c=d#t=5', 'https://media.example.com:8443/x?sig=a%2Fb&c=d#t=5'],
    ['https://media.example.com/a/../b.mp4', 'https://media.example.com/b.mp4'],
    ['https://例え.jp/é.mp4', 'https://xn--r8jz45g.jp/%C3%A9.mp4'],
    ['/media/a/../b.mp4', '/media/b.mp4'],
    ['/media/./b.mp4', '/media/b.mp4'],
    ['/media/é.mp4', '/media/%C3%A9.mp4'],
    ['https://999.example/x', 'https://999.example/x'],
  ])('the media URL %s is kept as %s', (text, normal) => {
    expect(mediaUrl.parse(text)).toBe(normal)
    expect(readMediaUrl(normal)).toEqual({ url: normal })
  })

  it.each([
    ...[
      'https://[',
      'https:///x',
      'https:/x',
      'https:x.example',
      'https://',
      'https://?x',
      '',
      'x',
      '/',
      'media/x.mp4',
    ],
    ...['https://user:pw@x.example/y', 'https://user@x.example/y', 'https://@x.example/y'],
    ...['http://x.example/y', 'javascript:alert(1)', 'data:video/mp4,x', 'ftp://x.example/', 'HTTPS://x.example/y'],
    ...['//x.example/y', '/\\x.example', '\\\\x.example', 'https:\\\\x.example', '/.//x.example', '/./%2e//x.example'],
    ...['/../x', '/media/../x', '/media/..', '/media/%2e%2e/x', '/media/a/../../x', '/media/%2E./x'],
    ...['/a b', ' /a', '/a\tb', '/a\nb', '/a\u0000b', '/a\u007fb', '/a%00b', '/a%0d%0ab', '/a\u202eb', '/a\u00adb'],
    ...['/a"b', '/a<b>', '/a{b}', '/a|b', '/a^b', '/a`b', '/a%zz', '/a%', 'https://x.example/a\u0001'],
    ...['https://localhost/x', 'https://a.localhost/x', 'https://nas.local/x', 'https://cdn/x', 'https://x.example./y'],
    ...['https://127.0.0.1/x', 'https://10.1/x', 'https://2130706433/x', 'https://0x7f.1/x', 'https://[::1]/x'],
    ...['https://x..example/y', 'https://-x.example/y', 'https://x.example:0/y', 'https://x.example:99999/y'],
    ...['https://xn--/x', `https://${'a'.repeat(64)}.example/x`, `/${'a'.repeat(600)}`, `/${'é'.repeat(300)}`],
  ])('the media URL %o is refused, with what to write instead', (text) => {
    const read = mediaUrl.safeParse(text)
    expect(read.success).toBe(false)
    expect(read.error?.issues[0]?.message).toMatch(/https|at most|<=600/)
  })

  it('a media URL is its own normal form, in the eyes of every other parser too', () => {
    const part = fc.constantFrom('a', '.', '..', '%2e', '%2E.', '', 'é', 'x.mp4', '%41', 'b c', '~', ';p=1', '@', ':')
    const start = fc.constantFrom('/', '/media/', 'https://Media.example.com/', 'https://media.example.com:443/', '//')
    fc.assert(
      fc.property(start, fc.array(part, { maxLength: 6 }), (prefix, parts) => {
        const read = readMediaUrl(prefix + parts.join('/'))
        if (!('url' in read)) return
        expect(readMediaUrl(read.url)).toEqual(read)
        const from = new URL(read.url, 'https://origin.example')
        expect(from.href).toBe(read.url.startsWith('/') ? `https://origin.example${read.url}` : read.url)
        expect(['origin.example', 'media.example.com']).toContain(from.host)
      }),
      { numRuns: 2000 },
    )
  })
})
