import type { OpenApiDocument } from '../../contracts/openapi/document.ts'

/** The module that a Worker serves a document from: as text, so that nothing is parsed or written at its start. */
export function openApiTextModule(document: OpenApiDocument): string {
  return [
    '// Written by `npm run generate` from src/contracts; do not edit.',
    '',
    '/** The OpenAPI document as it is served. */',
    `export const OPENAPI_TEXT: string = ${JSON.stringify(JSON.stringify(document))}`,
    '',
  ].join('\n')
}
