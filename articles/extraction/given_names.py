"""Given names that tell whether "she" or "he" may mean their bearer. Names that both bear are left out."""

FEMALE_NAMES = frozenset(
    """
    abigail ada adela adele adriana agata agnes agnieszka aicha aiko aisha akiko alana alba alessandra alexandra
    alexandria alice alicia alina aline alisa alison alissa allison alma alyssa amalia amanda amber amelia amina
    amira amy ana anabel anastasia andreea angela angelica angelina angie anita anja anke ann anna annabel anne
    anneke annette annie annika antonella antonia anya april ariane arianna arlene asha astrid asuka aurelia
    aurora ava ayako ayelet ayesha barbara beata beatrice beatriz becky belinda benedetta bernadette bertha beth
    bethany betsy bettina betty beverly bianca birgit bonnie brenda bridget brigitte brittany camila camilla
    candace cara carla carly carmen carol carole carolina caroline carolyn cassandra catalina catarina catherine
    cathy cecile cecilia celeste celia chantal charlene charlotte chelsea cheryl chiara chiyoko chloe christiane
    christina christine cindy claire clara clarissa claudette claudia colette colleen concetta connie constance
    cora cordelia corinne courtney cristina cynthia dagmar daisy dalia daniela danielle daphne daria darlene
    dawn debbie deborah debra deirdre delia denise diana diane dina dolores dominika donatella donna dora doreen
    doris dorothea dorothy edith edna eileen elaine eleanor elena eleni elisa elisabeth elise eliza elizabeth
    ella ellen elsa elsie elvira emi emiko emilia emily emma erica erika esperanza estelle esther eugenia eva
    eve evelyn faith fatima fatoumata federica felicia felicity fernanda fiona flora florence frances francesca
    francine freya frieda gabriela gabriella gabrielle gail genevieve georgia georgina geraldine gerda germaine
    gertrude gianna gillian gina ginger giorgia giovanna gisela giulia gladys gloria grace greta gretchen
    guadalupe gudrun gwen gwendolyn hanako hanna hannah haruka hazel heather heidi heike helen helena helene
    helga henrietta hilary hilda hildegard hillary hina hiroko hope huda huma ida imelda imogen ines inga ingrid
    irena irene irina iris isabel isabella isabelle ivana ivanka ivy jacinda jackie jacqueline jana jane janelle
    janet janice janine jasmine jeanette jeanne jelena jenna jennifer jenny jessica jill jo joan joanna joanne
    jocelyn johanna josefina josephine joyce juanita judith judy julia juliana julianne julie juliet june
    justine kaitlin kamala karen karin karina karla katarina katarzyna kate kateryna katharina katharine
    katherine kathleen kathryn kathy katie katrina katya kayla keiko keira kelly kellyanne kerstin khadija
    kimberly kirsten kirstjen klara konstantina kristen kristin kristina kyoko lana larissa latisha laura lauren
    laurie layla lea leah leila lena leona leonora leticia letizia liana lidia lila lilian liliana lillian lily
    linda lindsay lisa lise liz liza lola lorena loretta lori lorraine lotte louisa louise lucia luciana lucille
    lucinda lucy ludmila luisa luz lydia lynn lynne mabel madeleine madeline madison magda magdalena maggie
    mairead makiko malala malgorzata mandy manuela mara marcela marcia margaret margarita margot marguerite
    maria mariana marianne marie marijke marilyn marina marine marisa marisol marjorie marla marlene marta
    martha martina mary maryam matilda maud maureen maxine maya mayumi megan mei melania melanie melinda melissa
    mercedes meredith meryl mia michaela michele michelle michiko mildred milena mina miranda mirelle miriam
    mitsuko moira molly mona monica monika monique muriel myra myrna nadia nadine nahid naoko naomi natalia
    natalie natasha nathalie nellie nicole nikki nina noemi noor nora noriko norma octavia odette oksana olena
    olga olivia opal ophelia oriana paige paloma pamela paola patricia patsy patti paula paulette paulina
    pauline pearl peggy penelope penny petra philippa phoebe phyllis pilar polly priscilla priti priya rachel
    ramona ranya raquel rebecca regina rekha renata renate rhoda rhonda rita roberta rochelle ronja rosa rosalia
    rosalind rosalyn rosanna rosario rose rosemary roxana roxanne ruby ruth sabine sabrina sadie sakura sally
    salma samantha samira sandra sanna saoirse sara sarah savannah selma serena shannon sharon sheila shelby
    shelley sheryl shirin shirley shonda sibylle sigrid silke silvia simone sinead siobhan sofia sofie solveig
    sonia sonja sophia sophie stacey stefanie stella stephanie sue sumiko susan susana susanna susanne suzanne
    svetlana sybil sylvia sylvie tabitha takako tamar tamara tammy tania tanja tanya tara tatiana teresa tess
    tessa thelma theresa therese tiffany tina tomoko toni tracey tricia trudy tulsi ulrike ursula uta valentina
    valeria valerie vanessa vera verena veronica veronika vicky victoria viktoria viola violet virginia vivian
    viviane wanda wendy wilhelmina wilma winifred xiomara yasmin yelena yoko yolanda yuki yukiko yuliya yvette
    yvonne zahra zainab zara zoe zofia zsuzsanna
    """.split()
)
MALE_NAMES = frozenset(
    """
    aaron abdul abdullah abel abraham abu adam adolfo adrian ahmad ahmed aidan akira alan albert alberto alec
    alejandro aleksander alessandro alexander alexandre alexei alfonso alfred alfredo ali alistair allan allen
    alonso alvin amir amit amos anatoly anders andre andreas andrei andres andrew andrzej andy angus anil
    anthony antoine anton antonio antti archie arjun armando arnold arthur artur arturo arvind asher ashok
    august austin axel ayman barack barney barry bart bartholomew bashar basil ben benedict benito benjamin
    benny bernard bernd bernhard bernie bert bill billy bjorn bob bobby boris boyd brad bradley brandon brendan
    brent brett brian bruce bruno bryan burt byron caleb calvin cameron carl carlo carlos cedric cesar chad
    charles charlie chester chris christian christoph christophe christopher chuck clarence claude claudio
    clayton clement cliff clifford clint clive clyde colin connor conrad constantine corey cornelius craig
    curtis cyril cyrus dale damian damien dan daniel daniele danny darius darrell darren dave david davide dean
    denis dennis derek dermot desmond diego dieter dimitri dirk dmitri dmitry dominic dominik don donald douglas
    duncan dustin dwayne dwight dylan eamonn earl ed eddie edgar edmund eduardo edward edwin egon eitan eli
    elias elijah elliott elmer elvis emanuel emil emilio emmanuel emmett enrico enrique eric erich erik ernest
    ernesto ernst errol ethan eugene evan everett evgeny fabian fabio faisal farid federico felipe felix
    ferdinand fernando fidel filip fletcher florian floyd francesco francisco francois frank frankie franklin
    franz fred freddie frederic frederick friedrich fritz gabriel gareth garrett garry gary gavin gene geoffrey
    georg george georges georgi gerald gerard gerhard gilbert gilles giorgio giovanni giuseppe glen glenn gordon
    graham grant greg gregory grigory guido guillaume guillermo gunnar gunther gustav gustavo hamid hank hans
    harald harold harrison harry hartmut harvey hassan hector heinrich heinz helmut henri henrik henry herbert
    herman hideki hiroshi hollis horst howard hubert hugh hugo humphrey hussein ian ibrahim ignacio igor ilya
    imran ingo isaac isamu ismail ivan ivo jack jackson jacob jacques jaime jake jakob jakub jamal james jan
    janos jared jaroslav jason javier jay jean-claude jean-luc jeb jeff jefferson jeffrey jens jeremiah jeremy
    jerome jerry jesper jesus jim jimmy joachim joao joaquin joe joel joerg johan johann johannes john johnny
    jon jonah jonas jonathan jorge jose josef joseph josh joshua josip jozef juan juha jules julian julien julio
    jun junichi jurgen justin kaare karim karl kazuo keiji keith ken kenji kenneth kent kevin khalid kirk klaus
    konstantin kurt kyle lamar lance larry lars laurence laurent lawrence lee leif len leo leon leonard leonardo
    leonid leopold leroy lester levi lewis liam lionel lloyd lorenzo lou louis luc luca lucas ludwig luigi luis
    lukas luke luther lyle lyndon magnus mahmoud malcolm manfred manuel marc marcel marcello marco marcos marcus
    marek mario marion marius mark markus marlon marshall martin marty marvin masahiro masao mateo mateusz
    mathias mats matt matteo matthew matthias maurice mauricio mauro max maximilian mehmet mel melvin michael
    michal michel mick miguel mihai mike mikhail miles milos milton mitch mitchell mitt moe mohamed mohammad
    mohammed mohan monty morris mortimer moses muhammad murray mustafa narendra nate nathan nathaniel neal ned
    neil nelson nicholas nick nicolas niels nigel nikita nikolai nils noah nobuo noel norbert norman oleg
    oleksandr oliver olivier olof omar orlando osama oscar oskar otto owen pablo paolo pascal patrice patrick
    paul paulo pavel pawel pedro per percy perry pete peter petr petros phil philip philippe phillip pierre
    pietro piotr quentin rafael rahul rainer raj rajiv ralph ramon randall randy raphael rashid raul ray raymond
    recep reginald reinhard reinhold rene reuben rex ricardo riccardo rich richard rick ricky rob robert roberto
    rod roderick rodney rodrigo roger roland rolf romain roman ron ronald ronnie rory ross roy ruben rudolf
    rudolph rudy rufus rupert russ russell ryan salman salvador salvatore sam samir samuel sandro sanjay saul
    scott sean sebastian sergei sergio seth shane shaun shawn shigeru shinzo sidney siegfried simon solomon
    spencer stan stanislav stanley stefan stefano stephan stephen steve steven stewart stuart sven taro ted
    terence terrence terry thaddeus theo theodore thomas thorsten tim timothy tobias todd tom tomas tomasz tommy
    tony toshio travis trevor tristan tyler tyrone ulrich umberto vaclav valentin vernon vicente victor vidkun
    vikram viktor vince vincent vincenzo vitaly vito vladimir volker volodymyr wade waldemar wallace walter
    warren wayne werner wesley wilbur wilfred wilhelm will willem william willie willy winston wolfgang woodrow
    xavier yannick yasser yegor yoshihide yoshimasa yuri yusuf yves zachary zbigniew zoltan
    """.split()
)


def gender_of(given: str) -> int:
    """1 where the bearer of a given name is most likely a woman, -1 a man, 0 where the name does not tell."""
    low = given.lower()
    if "-" in low:  # "Anne-Marie", and "Jean-Pierre" by the second
        return next((gender for part in low.split("-") if (gender := gender_of(part))), 0)
    return (low in FEMALE_NAMES) - (low in MALE_NAMES)
