/** The top of the menu page: a greeting for users, an invitation for visitors. */
import { buttonClass } from '../ui/button-class'
import { DishArt } from './dish-art'

export function Hero({ name }: { name: string | null }) {
  return (
    <section className="relative isolate flex items-center gap-6 overflow-hidden rounded-3xl bg-brand-tint px-6 py-8 sm:px-10 sm:py-12">
      <div className="flex min-w-0 max-w-md flex-col items-start gap-3 text-on-brand-tint">
        <h1 className="wrap-anywhere font-extrabold text-4xl tracking-tight sm:text-5xl">
          {name ? `Hungry, ${firstName(name)}?` : 'Lunch between lectures'}
        </h1>
        <p className="text-lg">
          {name
            ? 'Fill your cart, and pick it up between lectures.'
            : 'Hot food from the campus kitchens. Order now, skip the queue.'}
        </p>
        {!name && (
          <a href="/register" className={`${buttonClass({ size: 'lg' })} mt-2`}>
            Create account
          </a>
        )}
      </div>
      <div className="-right-8 -bottom-12 -z-10 sm:-my-8 sm:-mr-4 absolute flex rotate-[-5deg] gap-2 opacity-25 sm:static sm:ml-auto sm:shrink-0 sm:opacity-100">
        <DishArt kind="ramen" className="size-28 sm:size-36" />
        <DishArt kind="pizza" className="hidden size-28 md:block lg:size-36" />
        <DishArt kind="wrap" className="hidden size-36 lg:block" />
      </div>
    </section>
  )
}

const firstName = (name: string): string => name.trim().split(/\s+/, 1)[0]?.slice(0, 24) ?? name
