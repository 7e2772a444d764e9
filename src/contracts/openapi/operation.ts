import type * as z from 'zod/v4/core'
import type { ReadOnly } from '../read-only.ts'

/** A schema of either flavour: `zod`, or `zod/mini` where a device Worker bundles it. */
export type Schema = z.$ZodType

/** A value as it is really sent, for readers of the document and for mock servers. */
export interface Example {
  readonly summary: string
  readonly value: unknown
}

/** What a body is made of in one media type. Made with `content`, which types the examples by the schema. */
export interface MediaContent {
  readonly mediaType: string
  readonly schema: Schema
  /** By a name that is unique within the body. */
  readonly examples: Readonly<Record<string, Example>>
}

/**
 * The content of a request or an answer.
 *
 * @param mediaType such as `application/json`
 * @param schema of the whole body; give it a name with `shape` or `.meta({ id })` to have it under `components/schemas`
 * @param examples by name; each must pass the schema, which a test holds
 */
export function content<Body extends Schema>(
  mediaType: string,
  schema: Body,
  examples: Readonly<Record<string, { readonly summary: string; readonly value: ReadOnly<z.input<Body>> }>>,
): MediaContent {
  return { mediaType, schema, examples }
}

/** A value beside the body. Operations that use the same object refer to it under `components/parameters`. */
export interface Parameter {
  readonly name: string
  readonly in: 'query' | 'path' | 'header'
  readonly description: string
  readonly schema: Schema
  /** Left out: false, but for what stands in the path. */
  readonly required?: boolean
  readonly example?: unknown
}

/** A header of an answer; all of them are described under `components/headers`, so a name means one thing in an API. */
export interface AnswerHeader {
  readonly name: string
  readonly description: string
  readonly schema: Schema
  readonly example?: unknown
}

/** One answer of an operation. Operations that use the same object with a `name` refer to it under `components/responses`. */
export interface OperationAnswer {
  readonly status: number
  readonly description: string
  readonly contents: readonly MediaContent[]
  readonly headers?: readonly AnswerHeader[]
  /** Name under `components/responses`; left out: written where it is used. */
  readonly name?: string
}

/** One method of one route. */
export interface Operation {
  /** Unique in its API, camel case: the name of the function in a generated client. */
  readonly id: string
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** With path parameters as `{name}`. */
  readonly path: string
  /** A tag of the API. */
  readonly tag: string
  /** One line, without a full stop. */
  readonly summary: string
  /** What the summary does not say; left out if there is nothing. CommonMark. */
  readonly description?: string
  /** Names of security schemes, any one of which will do; null: it works without any. */
  readonly security: readonly (string | null)[]
  readonly parameters?: readonly Parameter[]
  readonly body?: { readonly description: string; readonly contents: readonly MediaContent[] }
  readonly answers: readonly OperationAnswer[]
}

/** A way to say who asks, as OpenAPI 3.1 describes it. */
export interface SecurityScheme {
  readonly type: 'http' | 'apiKey'
  readonly description: string
  readonly [field: string]: string
}

/** All that a document is made of. */
export interface Api {
  readonly title: string
  /** Of the contract, such as `1`. */
  readonly version: string
  /** Rules that hold everywhere, said once. CommonMark. */
  readonly description: string
  readonly server: { readonly url: string; readonly description: string }
  /** What each tag groups, by its name. */
  readonly tags: Readonly<Record<string, string>>
  readonly securitySchemes: Readonly<Record<string, SecurityScheme>>
  readonly operations: readonly Operation[]
}
