/** An error's code, as the file system (`ENOENT`), PostgreSQL (`55P03`) and Prisma (`P3005`) set it. */
export const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
