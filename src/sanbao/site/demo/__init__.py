"""Eight invented companies, one for each shipped agreement, made by the actions that the pages use.

    company    what one company is like, read from companies/<slug>.yaml
    people     its accounts, stations, certificates
    goods      its products and price lists
    units      its customers and what stands at them
    stories    which cases come in, and how each goes
    tale       one case to be told, and when each of its steps is taken
    walking    the steps of one case, each an action at an instant
    visiting   the steps of one visit
    answers    what is answered on its forms; pictures: what is drawn for it
    dealing    the dealer's side: staff, equipment, checks, surveys; claiming: its sheets by month
    settling   what it is paid: sales, statements, the bank's answers, disputes
    clock      all cases of a company side by side, in the order of time
    reacting   what follows from each step, done at once instead of by the worker
    build      all of it together; crew: several companies side by side

Nothing here writes a row of the service itself: only providers and accounts, which no action
makes, are saved directly. Same day given, same companies made: every choice comes from one
seeded generator.
"""
