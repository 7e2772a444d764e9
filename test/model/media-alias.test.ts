import { expect, it } from 'vitest'
import { wholeMediaUrl } from '../../src/model/fields/media-alias.ts'
import { mediaOrigin } from '../../src/model/fields/media-origin.ts'

const HOSTS = new Map([
  ['north', 'https://cdn.example.com'],
  ['a-1', 'https://b.example.net:8443'],
])
const MEDIA = 'https://media.example.com'

it.each([
  ['/@north/a/b.mp4?x=1', 'https://cdn.example.com/a/b.mp4?x=1'],
  ['/@north/', 'https://cdn.example.com/'],
  ['/@north/@a-1/x', 'https://cdn.example.com/@a-1/x'],
  ['/@a-1/x', 'https://b.example.net:8443/x'],
  ['/media/x.mp4', 'https://media.example.com/media/x.mp4'],
  ['/media/@north/x', 'https://media.example.com/media/@north/x'],
  ['https://other.example.com/@north/x', 'https://other.example.com/@north/x'],
  ['/@south/x', null],
  ['/@north', null],
  ['/@/x', null],
  ['/@North/x', null],
  ['/@__proto__/x', null],
  ['/@constructor/x', null],
])('a stored URL leads to the origin of its alias: %s → %s', (url, whole) => {
  expect(wholeMediaUrl(url, MEDIA, HOSTS)).toBe(whole)
})

it.each([
  ['https://cdn.example.com', 'https://cdn.example.com'],
  ['https://CDN.example.com:443/', 'https://cdn.example.com'],
  ['https://cdn.example.com:8443', 'https://cdn.example.com:8443'],
])('an origin is kept in its normal form: %s', (text, normal) => {
  expect(mediaOrigin.parse(text)).toBe(normal)
})

it.each([
  ...['', 'cdn.example.com', 'http://cdn.example.com', 'https://cdn.example.com/a', 'https://cdn.example.com?a'],
  ...['https://me@cdn.example.com', 'https://cdn.example.com#a', 'https://cdn.example.com\\a', 'javascript:alert(1)'],
  ...['https://127.0.0.1', 'https://[::1]', 'https://localhost', 'https://cdn.internal', 'https://cdn.example.com:0'],
])('what is no public https origin is refused: %s', (text) => {
  expect(mediaOrigin.safeParse(text).success).toBe(false)
})
