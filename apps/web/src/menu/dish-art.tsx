/** A drawing for each kind of dish, so that a menu without photographs still looks like food. Says nothing by itself. */
import type { DishKind } from './dish-kind'

/** The colour of the plate's table, light and dark. */
const tableClass: Record<DishKind, string> = {
  bowl: 'bg-[light-dark(#ffe2c7,#4a2f1a)]',
  noodles: 'bg-[light-dark(#ffd9cf,#4c261d)]',
  salad: 'bg-[light-dark(#dff0d0,#26381d)]',
  sandwich: 'bg-[light-dark(#ffe9b8,#463712)]',
  wrap: 'bg-[light-dark(#e6efc9,#343c18)]',
  pizza: 'bg-[light-dark(#ffdcd1,#4a241b)]',
  fries: 'bg-[light-dark(#ffecc2,#46360f)]',
  sweet: 'bg-[light-dark(#f9dfe6,#45222d)]',
  cup: 'bg-[light-dark(#efe0d2,#3c2d22)]',
  glass: 'bg-[light-dark(#d9eef0,#1b373b)]',
}

const bowlOf = (filling: React.ReactNode, colour: string) => (
  <>
    {filling}
    <path d="M14 48h68c0 19-13 32-34 32S14 67 14 48Z" fill={colour} />
    <path d="M14 48h68c0 3-.3 5.5-.9 8H14.9c-.6-2.5-.9-5-.9-8Z" fill="#fff" opacity=".22" />
    <path d="M36 80h24v5H36z" fill={colour} />
  </>
)

const art: Record<DishKind, React.ReactNode> = {
  bowl: bowlOf(
    <>
      <path d="M18 49c2-17 15-27 30-27s28 10 30 27Z" fill="#fff4dd" />
      <circle cx="37" cy="38" r="10" fill="#f2a33a" />
      <path d="M50 49c0-12 8-19 18-19 5 5 9 11 10 19Z" fill="#4f9a48" />
      <circle cx="56" cy="34" r="5" fill="#d8452b" />
      <circle cx="28" cy="46" r="4" fill="#d8452b" />
    </>,
    '#c4341a',
  ),
  noodles: bowlOf(
    <>
      <path d="M18 49c1-14 14-23 30-23s29 9 30 23Z" fill="#f4bd57" />
      <path
        d="M25 46c5-12 13-12 18 0m-6 0c5-12 13-12 18 0m-4 0c5-12 13-12 18 0"
        fill="none"
        stroke="#fff0c9"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <circle cx="62" cy="38" r="9" fill="#fff" />
      <circle cx="62" cy="38" r="4.5" fill="#f2912b" />
      <path d="m70 10-26 34m34-30L52 44" stroke="#8a4b25" strokeWidth="3.5" strokeLinecap="round" />
    </>,
    '#8f2f4b',
  ),
  salad: bowlOf(
    <>
      <path d="M17 49c-2-12 6-18 12-16 1-9 13-13 19-6 6-8 18-4 19 6 8-2 13 6 12 16Z" fill="#67a84b" />
      <path
        d="M30 48c0-8 5-13 11-13m9 13c1-9 7-14 13-14"
        stroke="#3f7d34"
        strokeWidth="3"
        fill="none"
        strokeLinecap="round"
      />
      <circle cx="40" cy="44" r="6" fill="#d8452b" />
      <circle cx="62" cy="45" r="5" fill="#f2b33d" />
    </>,
    '#2f6f6b',
  ),
  sandwich: (
    <>
      <path d="M16 44c0-16 14-25 32-25s32 9 32 25Z" fill="#d98a3d" />
      <path d="M34 30h.1M47 26h.1M60 31h.1M41 37h.1M55 37h.1" stroke="#fff0c9" strokeWidth="4" strokeLinecap="round" />
      <path d="M12 50c5-6 9 4 14-1s9 5 15 0 9 5 15 0 9 5 14 0 9 4 14 1v5H12Z" fill="#5fa548" />
      <path d="M14 55h68l-9 8-9-6-10 7-10-7Z" fill="#f7c64a" />
      <rect x="13" y="58" width="70" height="10" rx="5" fill="#6e3b22" />
      <path d="M16 70h64v3a9 9 0 0 1-9 9H25a9 9 0 0 1-9-9Z" fill="#d98a3d" />
    </>
  ),
  wrap: (
    <>
      <path d="M22 34c0-14 11-20 26-20s26 6 26 20l-6 12H28Z" fill="#67a84b" />
      <circle cx="38" cy="27" r="8" fill="#d8452b" />
      <circle cx="56" cy="25" r="9" fill="#f2b33d" />
      <circle cx="48" cy="36" r="7" fill="#8a4b25" />
      <path d="M20 36c10-6 46-6 56 0L62 84H34Z" fill="#f3d8a4" />
      <path d="M76 36 46 84H34L20 60Z" fill="#e3bd7d" opacity=".6" />
      <path d="m30 62 34-6-4 28H34Z" fill="#fff" />
    </>
  ),
  pizza: (
    <>
      <path d="M14 26c20-14 48-14 68 0L48 86Z" fill="#f7c64a" />
      <path d="M10 28c22-17 54-17 76 0l-5 8c-19-14-47-14-66 0Z" fill="#d98a3d" />
      <circle cx="38" cy="42" r="7" fill="#c4341a" />
      <circle cx="58" cy="44" r="7" fill="#c4341a" />
      <circle cx="48" cy="62" r="6" fill="#c4341a" />
      <path d="M48 36c5 0 7 3 7 6-5 1-8-2-7-6ZM41 53c-1 4-4 5-7 4 0-4 3-6 7-4Z" fill="#4f9a48" />
    </>
  ),
  fries: (
    <>
      <path d="M28 46V18h8v28m2 0V12h8v34m3 0V15h8v31m3 0V21h8v25" fill="#f7c64a" stroke="#e0a02c" strokeWidth="2" />
      <path d="M22 42c8 6 44 6 52 0l-7 42H29Z" fill="#c4341a" />
      <path d="M38 60a10 10 0 0 0 20 0" fill="none" stroke="#fff" strokeWidth="4" strokeLinecap="round" />
    </>
  ),
  sweet: (
    <>
      <circle cx="48" cy="50" r="34" fill="#d99a52" />
      <path d="M82 50a34 34 0 0 1-58 24 40 40 0 0 0 57-30c.6 2 1 4 1 6Z" fill="#b97433" opacity=".5" />
      <circle cx="36" cy="38" r="6" fill="#5d2f1b" />
      <circle cx="60" cy="42" r="7" fill="#5d2f1b" />
      <circle cx="42" cy="62" r="7" fill="#5d2f1b" />
      <circle cx="63" cy="64" r="5" fill="#5d2f1b" />
      <circle cx="27" cy="54" r="4" fill="#5d2f1b" />
    </>
  ),
  cup: (
    <>
      <path
        d="M36 10c-5 6 5 9 0 16m13-16c-5 6 5 9 0 16m13-16c-5 6 5 9 0 16"
        fill="none"
        stroke="#b89a83"
        strokeWidth="4"
        strokeLinecap="round"
      />
      <path d="M70 42h6a10 10 0 0 1 0 22h-8" fill="none" stroke="#fff" strokeWidth="6" />
      <path d="M20 34h54v26a20 20 0 0 1-20 20H40a20 20 0 0 1-20-20Z" fill="#fff" />
      <path d="M24 38h46v6H24z" fill="#6e3b22" />
      <path d="M14 84h66" stroke="#c4341a" strokeWidth="5" strokeLinecap="round" />
    </>
  ),
  glass: (
    <>
      <path d="m54 8-6 24" stroke="#c4341a" strokeWidth="5" strokeLinecap="round" />
      <path d="M26 24h44l-6 56a6 6 0 0 1-6 6H38a6 6 0 0 1-6-6Z" fill="#fff" opacity=".75" />
      <path d="M28 38h40l-5 42a4 4 0 0 1-4 4H37a4 4 0 0 1-4-4Z" fill="#f2a33a" />
      <circle cx="70" cy="26" r="12" fill="#f7c64a" />
      <circle cx="70" cy="26" r="8" fill="#fff0c9" />
      <path d="M42 52h10v10H42zm8 14h9v9h-9z" fill="#fff" opacity=".55" />
    </>
  ),
}

export function DishArt({ kind, className = '' }: { kind: DishKind; className?: string }) {
  return (
    <svg viewBox="0 0 96 96" aria-hidden="true" className={className}>
      {art[kind]}
    </svg>
  )
}

export function DishTile({ kind, className = '' }: { kind: DishKind; className?: string }) {
  return (
    <div className={`tile grid place-items-center overflow-hidden ${tableClass[kind]} ${className}`}>
      <DishArt kind={kind} className="size-3/4" />
    </div>
  )
}
