/** The frame of every page's content: one `h1`, one width. */
interface PageProps {
  title: string
  lead?: React.ReactNode
  width?: 'narrow' | 'wide'
  children: React.ReactNode
}

export function Page({ title, lead, width = 'wide', children }: PageProps) {
  return (
    <div className={`mx-auto flex w-full flex-col gap-6 ${width === 'narrow' ? 'max-w-md' : 'max-w-3xl'}`}>
      <header className="flex flex-col gap-1.5">
        <h1 className="text-3xl font-extrabold tracking-tight sm:text-4xl">{title}</h1>
        {lead && <p className="text-soft">{lead}</p>}
      </header>
      {children}
    </div>
  )
}
