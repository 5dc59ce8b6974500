import type { Document } from './openapi.ts'

export const docsPage = (document: Document) => `<!doctype html><title>${document.info.title}</title>`
