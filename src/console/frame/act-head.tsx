import type { Child } from 'hono/jsx'

interface ActHeadProps {
  /** The page of what it is done to. */
  readonly href: string
  /** What that is called. */
  readonly name: string
  /** What is done. */
  readonly children: Child
}

/** The head of every page of an act: what it does, and the way back to what it is done to. */
export function ActHead({ href, name, children }: ActHeadProps) {
  return (
    <header class="head">
      <h1>{children}</h1>
      <a href={href}>
        <bdi class="name">{name}</bdi>
      </a>
    </header>
  )
}
