"""The states and territories that are represented in the Congress of the United States, by their postal codes."""

STATES = dict(
    entry.split(" ", 1)
    for entry in (
        "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,FL Florida,"
        "GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,"
        "MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,"
        "NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,"
        "OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,"
        "UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,AS American Samoa,"
        "DC the District of Columbia,GU Guam,MP the Northern Mariana Islands,PR Puerto Rico,VI the Virgin Islands"
    ).split(",")
)
TERRITORIES = ("AS", "DC", "GU", "MP", "PR", "VI")


def seat(chamber: str, state: str, district: str) -> str:
    """What the member for a seat is called. `chamber` is sen or rep; district 0 is the whole state.

    Raises KeyError for a state that is none.
    """
    if chamber == "sen":
        return f"Senator for {STATES[state]}"
    title = "Resident Commissioner" if state == "PR" else "Delegate" if state in TERRITORIES else "Representative"
    if district in ("", "0"):
        return f"{title} for {STATES[state]}"
    ordinal = "th" if district[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(district[-1], "th")
    return f"{title} for {STATES[state]}’s {district}{ordinal} district"
