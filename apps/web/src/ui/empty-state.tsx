/** What an empty list shows: what is missing, and how to change that. */
export function EmptyState({
  art,
  title,
  children,
  action,
}: {
  art: React.ReactNode
  title: string
  children: React.ReactNode
  action: React.ReactNode
}) {
  return (
    <div className="card flex flex-col items-center gap-3 px-6 py-12 text-center">
      <div className="grid size-28 place-items-center rounded-full bg-muted">{art}</div>
      <h2 className="text-xl font-bold">{title}</h2>
      <p className="max-w-prose text-soft">{children}</p>
      <div className="mt-2">{action}</div>
    </div>
  )
}
