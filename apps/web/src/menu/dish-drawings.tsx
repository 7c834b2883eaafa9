/** The drawings, each 96 by 96, in colors that work on light and dark tables. */
import type { DishKind } from './dish-kind'

const bowlOf = (filling: React.ReactNode, colour: string) => (
  <>
    {filling}
    <path d="M14 48h68c0 19-13 32-34 32S14 67 14 48Z" fill={colour} />
    <path d="M14 48h68c0 3-.3 5.5-.9 8H14.9c-.6-2.5-.9-5-.9-8Z" fill="#fff" opacity=".22" />
    <path d="M36 80h24v5H36z" fill={colour} />
  </>
)

const sliceWith = (topping: React.ReactNode) => (
  <>
    <path d="M14 26c20-14 48-14 68 0L48 86Z" fill="#f7c64a" />
    <path d="M10 28c22-17 54-17 76 0l-5 8c-19-14-47-14-66 0Z" fill="#d98a3d" />
    {topping}
  </>
)

const mushroom = (
  <path d="M-8 0a8 7 0 0 1 16 0H3v6a3 3 0 0 1-6 0V0Z" fill="#fff4e2" stroke="#a9805c" strokeWidth="1.5" />
)

const leaf = <path d="M0-7c6 1 8 5 7 10-6 2-9-3-7-10Z" fill="#3f8f3d" />

const glassOf = (drink: string, extra: React.ReactNode) => (
  <>
    <path d="m56 6-7 26" stroke="#c4341a" strokeWidth="5" strokeLinecap="round" />
    <path d="M26 22h44l-6 58a6 6 0 0 1-6 6H38a6 6 0 0 1-6-6Z" fill="#fff" opacity=".8" />
    <path d="M28.5 36h39l-5 44a4 4 0 0 1-4 4h-21a4 4 0 0 1-4-4Z" fill={drink} />
    <path d="m38 42 10-2 2 10-10 2Zm10 16 9-3 3 9-9 3Z" fill="#fff" opacity=".6" />
    {extra}
  </>
)

export const drawings: Record<DishKind, React.ReactNode> = {
  bowl: bowlOf(
    <>
      <path d="M18 49c1-10 10-17 20-18 8-9 28-7 32 5 5 3 8 8 8 13Z" fill="#67a84b" />
      <circle cx="34" cy="41" r="9" fill="#a8672f" />
      <circle cx="50" cy="36" r="9" fill="#b97433" />
      <circle cx="64" cy="43" r="8" fill="#a8672f" />
      <path d="M24 47a6 6 0 0 1 12 0Z" fill="#d8452b" />
      <path d="M44 48c2-6 12-6 14 0Z" fill="#fbe8c3" />
    </>,
    '#2f6f6b',
  ),
  poke: bowlOf(
    <>
      <path d="M18 49c2-17 15-27 30-27s28 10 30 27Z" fill="#fff4dd" />
      <path d="M24 42 40 30l7 9-16 11Zm20-12 14-6 5 10-14 7Z" fill="#fa8a68" />
      <path d="m28 42 10-8m10-4 9-4" stroke="#ffd3c2" strokeWidth="2.5" strokeLinecap="round" />
      <path d="M56 49c0-9 7-14 15-13 4 4 6 9 7 13Z" fill="#4f9a48" />
      <path d="M46 48a6 6 0 0 1 12 0Z" fill="#f2b33d" />
    </>,
    '#c4341a',
  ),
  ramen: bowlOf(
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
  pizza: sliceWith(
    <>
      <circle cx="38" cy="42" r="7" fill="#c4341a" />
      <circle cx="58" cy="44" r="7" fill="#c4341a" />
      <circle cx="48" cy="62" r="6" fill="#c4341a" />
      <path d="m47 50 6 3M34 53l5-2m18 8 4-3" stroke="#3f8f3d" strokeWidth="3" strokeLinecap="round" />
    </>,
  ),
  margherita: sliceWith(
    <>
      <circle cx="37" cy="42" r="7" fill="#fff8ea" />
      <circle cx="60" cy="43" r="6" fill="#fff8ea" />
      <circle cx="49" cy="63" r="6" fill="#fff8ea" />
      <circle cx="49" cy="37" r="4" fill="#d8452b" />
      <circle cx="55" cy="55" r="3.5" fill="#d8452b" />
      <g transform="translate(45 49)">{leaf}</g>
      <g transform="translate(66 35) rotate(40)">{leaf}</g>
      <g transform="translate(34 35) rotate(-50)">{leaf}</g>
    </>,
  ),
  funghi: sliceWith(
    <>
      <g transform="translate(38 40) rotate(-15)">{mushroom}</g>
      <g transform="translate(59 44) rotate(20)">{mushroom}</g>
      <g transform="translate(48 62)">{mushroom}</g>
      <path d="m49 45 4 3m-14 7 4-3m14 11 3-3" stroke="#3f8f3d" strokeWidth="2.5" strokeLinecap="round" />
    </>,
  ),
  club: (
    <>
      <path d="M48 6v24" stroke="#8a4b25" strokeWidth="3" strokeLinecap="round" />
      <circle cx="48" cy="10" r="5" fill="#5fa548" />
      <path d="M12 36c0-6 6-8 36-8s36 2 36 8v4H12Z" fill="#c77f3a" />
      <path d="M14 38h68v5H14z" fill="#f3d8a4" />
      <path d="M10 46c6-6 9 4 15 0s9 5 15-1 9 5 15 0 9 5 15 0 9 1 16 1v5H10Z" fill="#5fa548" />
      <path d="M13 51h70v6H13z" fill="#e4573a" />
      <path d="M14 57h68v6H14z" fill="#f7c64a" />
      <path d="M15 63h66v6H15z" fill="#e8a3a0" />
      <path d="M14 69h68v5H14z" fill="#f3d8a4" />
      <path d="M12 73h72v3a8 8 0 0 1-8 8H20a8 8 0 0 1-8-8Z" fill="#c77f3a" />
    </>
  ),
  toast: (
    <>
      <path d="M20 30c-8-2-8-16 6-16h44c14 0 14 14 6 16v46a6 6 0 0 1-6 6H26a6 6 0 0 1-6-6Z" fill="#c77f3a" />
      <path d="M27 34c-8-4-6-13 1-13h40c7 0 9 9 1 13v38a4 4 0 0 1-4 4H31a4 4 0 0 1-4-4Z" fill="#f0c98a" />
      <path d="M32 36h32v22c0 5-5 5-5 0v-2c0-5-6-5-6 0v12c0 6-7 6-7 0V56c0-5-6-4-6 1 0 6-8 6-8 0Z" fill="#f7b733" />
      <path d="M38 43h12" stroke="#fff0c9" strokeWidth="4" strokeLinecap="round" />
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
  brownie: (
    <>
      <path d="m12 44 34-18 40 14-34 20Z" fill="#7a4327" />
      <path d="M12 44v20l40 18V60Z" fill="#4f2918" />
      <path d="M52 60v22l34-20V40Z" fill="#613420" />
      <path d="m34 40 8-3m10 14 8-3m2-11 7-3M48 33l5-2" stroke="#d9a066" strokeWidth="5" strokeLinecap="round" />
      <path
        d="M52 18c-4 5 4 7 0 12m12-13c-4 5 4 7 0 12"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        fill="none"
      />
    </>
  ),
  cheesecake: (
    <>
      <path d="m10 50 46-24c12 0 24 6 30 14Z" fill="#fff3d6" />
      <path d="M10 50v22l76-12V40Z" fill="#fbe0a6" />
      <path d="M10 66v8l76-12v-8Z" fill="#b97433" />
      <path d="m10 50 76-10v5L10 55Z" fill="#c22f55" />
      <circle cx="58" cy="30" r="7" fill="#c22f55" />
      <circle cx="69" cy="33" r="6" fill="#5a3f8f" />
      <circle cx="63" cy="22" r="6" fill="#d8456b" />
      <path d="M66 17c3-5 8-5 10-3-2 4-6 6-10 3Z" fill="#3f8f3d" />
    </>
  ),
  cookie: (
    <>
      <circle cx="48" cy="50" r="34" fill="#d99a52" />
      <path d="M82 50a34 34 0 0 1-58 24 40 40 0 0 0 57-30c.6 2 1 4 1 6Z" fill="#b97433" opacity=".5" />
      <path
        d="M36 38h.1M60 42h.1M42 62h.1M63 64h.1M27 54h.1M48 50h.1"
        stroke="#5d2f1b"
        strokeWidth="12"
        strokeLinecap="round"
      />
    </>
  ),
  coldBrew: glassOf('#5a2f1d', <path d="M30 48h37l-1 8H31Z" fill="#a8704a" opacity=".7" />),
  lemonade: glassOf(
    '#f9d34f',
    <>
      <circle cx="70" cy="25" r="12" fill="#f2b33d" />
      <circle cx="70" cy="25" r="8.5" fill="#fff3b8" />
      <path d="M70 17v16m-8-8h16" stroke="#f2b33d" strokeWidth="2" />
      <g transform="translate(36 32) rotate(-30)">{leaf}</g>
    </>,
  ),
}
