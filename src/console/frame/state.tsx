/** How something is. */
export type Tone = 'good' | 'warn' | 'bad'

const SHAPES: Readonly<Record<Tone, string>> = { good: '●', warn: '▲', bad: '■' }

/** A state: its shape and its word, for colour alone says nothing to many. */
export function State({ tone, children }: { readonly tone: Tone; readonly children: unknown }) {
  return (
    <span class={`state ${tone}`}>
      <span class="shape" aria-hidden="true">
        {SHAPES[tone]}
      </span>
      {children}
    </span>
  )
}
