"""The simulation: companies over months, beside a model that knows what the books must say."""
