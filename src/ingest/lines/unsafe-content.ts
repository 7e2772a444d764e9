import type { RefusalRule } from './line-refusal.ts'

/** Content that must be refused whatever the schema says of it. */
export interface UnsafeContent {
  readonly rule: Extract<RefusalRule, 'reserved-key' | 'lone-surrogate'>
  readonly path: string
  readonly value: string
  readonly hint: string
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/

/**
 * The first `__proto__` key (a later copy of the object would change its prototype) or half surrogate
 * pair (which no UTF-8 store keeps) in parsed JSON, or null. `text` is the line it was parsed from:
 * most lines are cleared by a look at it alone.
 */
export function findUnsafe(text: string, content: object): UnsafeContent | null {
  if (!text.includes('__proto__') && !text.includes('\\u') && !LONE_SURROGATE.test(text)) return null
  // An explicit stack instead of recursion: a line may nest 500,000 deep.
  const pending: { readonly path: string; readonly value: unknown }[] = [{ path: '', value: content }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { path, value } = next
    if (typeof value === 'string' && LONE_SURROGATE.test(value)) return loneSurrogate(path, value)
    if (typeof value !== 'object' || value === null) continue
    for (const [key, inner] of Object.entries(value)) {
      if (key === '__proto__') {
        return { rule: 'reserved-key', path, value: key, hint: 'leave the field __proto__ out' }
      }
      if (LONE_SURROGATE.test(key)) return loneSurrogate(path, key)
      pending.push({ path: path.length > 200 ? path : `${path}${path === '' ? '' : '.'}${key}`, value: inner })
    }
  }
  return null
}

function loneSurrogate(path: string, value: string): UnsafeContent {
  const hint = 'half of a surrogate pair: write the whole character, like \\ud83c\\udfac'
  return { rule: 'lone-surrogate', path, value: value.replace(new RegExp(LONE_SURROGATE, 'g'), '\uFFFD'), hint }
}
