import { someOf } from '../some-of.ts'

/** Values of a list, and letters, that are shown at once; more open on demand. */
const LISTED = 12
const LETTERS = 400

/** What a field of a campaign says, as text: never as a link, whatever it is. */
export function FieldValue({ value }: { readonly value: unknown }) {
  if (value === null || value === undefined) return <span class="dim">none</span>
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return <Listed values={value} />
  if (typeof value === 'object') return <Folded text={partsOf(value)} />
  return <Folded text={String(value)} />
}

function Listed({ values }: { readonly values: readonly string[] }) {
  if (values.length === 0) return <span class="dim">none</span>
  if (values.length <= LISTED) return <bdi class="name">{values.join(', ')}</bdi>
  return (
    <details>
      <summary>
        {values.length}: <bdi class="name">{someOf(values, 3)}</bdi>
      </summary>
      <bdi class="name">{values.join(', ')}</bdi>
    </details>
  )
}

function Folded({ text }: { readonly text: string }) {
  if (text.length <= LETTERS) return <bdi class="name lines">{text}</bdi>
  return (
    <details>
      <summary>
        <bdi class="name">{text.slice(0, 80)}…</bdi>
      </summary>
      <bdi class="name lines">{text}</bdi>
    </details>
  )
}

/** An object as a line for each part, a list of objects as a line for each: without the marks of JSON. */
function partsOf(value: object): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map((each) => inline(each)).join('\n')
  return Object.entries(value)
    .map(([part, said]) => `${part}: ${inline(said)}`)
    .join('\n')
}

function inline(value: unknown): string {
  if (value === null || value === undefined) return 'none'
  if (Array.isArray(value)) return value.length === 0 ? 'any' : value.map(inline).join(' ')
  if (typeof value !== 'object') return String(value)
  return Object.entries(value)
    .map(([part, said]) => `${part} ${inline(said)}`)
    .join(', ')
}
